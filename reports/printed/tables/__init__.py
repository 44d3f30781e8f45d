"""The annexes of a report as printed tables: their columns, which of them a report prints, the tables themselves."""
