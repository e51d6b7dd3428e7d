# What the program says on the command line.
cli-no-window = The window could not be opened: { $why }. If there is no screen here, use one of the commands that `shalya --help` lists.
cli-proving = { $done } of { $all } facts proved
cli-rebuilding = { $done } of { $all } records made again
cli-backing-up = { $done } of { $all } MB copied
cli-restoring = { $done } of { $all } MB of the backup read
cli-whole = All { $facts } facts are as they were recorded.
cli-broken-fact = Fact { $number } ({ $fact }) is not as it was recorded, or not in its place.
cli-broken = { $broken } of { $facts } facts do not prove. Make a copy of the folder before anything else, then restore the last backup.
cli-rebuilt = { $records } records were made again from their facts.
cli-exported = { $cases } cases were written to { $file }. The file is not encrypted: it names patients.
cli-backed-up = The backup is in { $file }. It is encrypted; the recovery key opens it.
cli-restored = The records of the backup are in { $folder }. What was there is kept beside them.
cli-key-each-start = This computer has no keyring, so the recovery key is typed at each start.
cli-ask-key = Recovery key, as it is printed:
cli-no-store = There are no records in { $folder }. Check --data-dir, or set the terminal up first.
cli-in-use = The program is open on this computer. Close its window first.
cli-key-lost = The key to these records is not on this computer. Open the program and type the recovery key there, or restore a backup.
cli-disk-full = The disk is full. Free some space and try again.

# A patient who is brought in without a name. It stands where the name will stand.
unknown-patient-female = Unknown female
unknown-patient-male = Unknown male
unknown-patient-other = Unknown patient
unknown-patient-unknown = Unknown patient
unknown-patient-about = { $who }, about { $years }
