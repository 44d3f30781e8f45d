import time, pytest
from tests.contracts.test_bad_input import *
pytestmark = pytest.mark.django_db
from tests.contracts.conftest import *
def test_t(admin_client, records):
    for n in ("aid:ngo-edit","aid:project-edit"):
        o = Opened(n, admin_client, records)
        t=time.perf_counter(); o.client.get(o.url); print(n,"get",time.perf_counter()-t, len(o.form.texts))
        t=time.perf_counter(); o.send(o.form.values); print("same",time.perf_counter()-t)
        for k,x in ODD_TEXTS.items():
            t=time.perf_counter(); o.send(o.form.with_(**dict.fromkeys(o.form.texts,x))); print(k,"all",round(time.perf_counter()-t,3))
