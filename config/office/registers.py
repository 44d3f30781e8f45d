"""Every register of the product, in the order in which search results and the history name them."""

from aid.registers import REGISTERS as AID
from associations.registers import REGISTERS as ASSOCIATIONS
from config.kit.registers import Register
from config.reference.registers import REGISTERS as REFERENCE
from delegations.registers import REGISTERS as DELEGATIONS
from reports.registers import REGISTERS as REPORTS

REGISTERS: tuple[Register, ...] = (*AID, *DELEGATIONS, *ASSOCIATIONS, *REPORTS, *REFERENCE)
SEARCHED: tuple[Register, ...] = tuple(register for register in REGISTERS if register.is_searched)
