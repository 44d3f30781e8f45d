"""How foreign NGOs are named, told apart and merged."""

from aid.actions.ngo_merge import unite_donors
from aid.registers import NGOS
from config.reference.rosters import Roster

NGO_ROSTER = Roster(
    NGOS,
    names=("name", "name_vi"),
    other="Vẫn là tổ chức khác",
    labels={
        "donations": "khoản viện trợ",
        "certificates": "giấy đăng ký",
        "commitments": "dòng cam kết",
        "disbursements": "dòng giải ngân",
        "delegations": "đoàn",
    },
    unite={"aid.projectdonor": unite_donors},
)
