"""Two records of a register become one: what points where, the plan, the steps, and the way back."""
