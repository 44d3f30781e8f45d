"""Bringing a workbook in: read → recognise → plan → preview → confirm (all or nothing) → undo.

- `workbook` reads bytes into sheets of cells with their sheet, row and column; refuses bad files.
- `headings` recognises columns by folded headings.
- `sheets/<register>` says which columns a register knows, what identifies a row, and what it does.
- `known` holds what the database knows, loaded once; `rows` reads a row and gathers its errors.
- `planning` plans a file in the order of dependence; `plan` is what it gives.
- `actions` keeps a file as a batch and writes it; `undo` takes a batch back.

Where the harder files of the offices find their place (samples/README.md of the design):

- mixed-dates.xlsx: cells are read by kit.importing.read_date already, every way of writing included.
  A file with a column that identifies its rows ("Mã GN") would make it part of the natural key.
- merged-title-header.xlsx: title lines, two-level heads and merged cells belong between `workbook` and
  `headings` (find the heading row, join its levels, fill down what was merged, drop Cộng and signatures);
  a unit line ("nghìn USD") becomes a factor that `rows.RowReader` applies to the money columns.
- two-bad-rows.xlsx: one sheet for two registers (a project with its commitment) is a planner of its own
  in `sheets/` that gives the operations of both; "only the good rows" is a filter over Plan.rows before
  the writer, with the refused rows given back as a file.
- header-variants.csv: a reader beside `workbook.read_workbook` that gives the same sheets; a remembered
  mapping of headings is a further source of aliases for `headings.recognise`.
- nfd.xlsx: `kit.importing.cell_value` composes every text; nothing more is needed.
- delegations.xlsx: `sheets/delegations`, its cells that hold several things read by `sheets/visits`.
"""
