"""The lists behind the figures of a report, read from the registers: what its annexes print."""
