# Settings.

settings-saved = Saved
settings-save = Save
settings-change = Change
settings-take-out = Take out
settings-my-pin = My PIN
settings-terminal = This terminal
settings-staff = Staff
settings-hospital = Hospital
settings-theatres = Theatres
settings-machines = Machines
settings-hours = Working hours
settings-health-ids = Health ids
settings-records = Backup and check
settings-about = About

settings-my-pin-explained = Nobody else may know it: whatever is recorded with it is recorded as yours.
settings-old-pin = PIN until now
settings-new-pin = New PIN
settings-new-pin-again = New PIN again
settings-change-pin = Change the PIN

settings-terminal-explained = For everyone who uses this computer.
settings-theme = Colours
settings-lock = Lock the screen after
settings-lock-explained = Counted from the last touch. What is being typed is kept.

settings-add-person = Add a person
settings-person = A person
settings-left = Left
settings-guest = Guest
settings-no-pin = No PIN
settings-first-pin = First PIN
settings-first-pin-explained = They change it at their first sign-in under Settings. Without a PIN they can be named in teams, but not sign in.
settings-give-pin = Forgotten the PIN?
settings-set-pin = Set the PIN
settings-has-left = No longer works here
settings-has-returned = Works here again

settings-code = The code { $code } stands in the numbers of all cases and stays.

settings-theatre = A theatre
settings-closed = Closed
settings-open-again = Open again
settings-close-theatre = Close this theatre
settings-up = Move { $name } up

settings-machines-explained = What can be in one place only. A case that needs one is booked when one is free.
settings-machine = A machine
settings-add-machine = Add a machine
settings-machine-name = Name on the machine
settings-machine-kind = What it is
settings-machine-stands = Where it stands
settings-moved-about = Moved about
settings-retire = No longer in use

settings-hours-explained = Lists are booked in these hours. Emergencies can be booked at any time.
settings-days = Days with lists
settings-from = From
settings-until = Until
settings-holidays = Holidays
settings-no-holidays = No holidays are entered.
settings-date = Date
settings-holiday-name = Name of the holiday
settings-add-holiday = Add the holiday

settings-health-ids-explained = New patients get an id from these blocks, with its check digit. When a block is used up they get a temporary id, which is replaced later.
settings-block-of = terminal { $terminal }
settings-no-blocks = No block was given yet: new patients get a temporary id.
settings-give-block = Add the block

settings-centre = Central service
settings-centre-explained = What is recorded here is also kept at the centre, and what others recorded comes from there. Without it everything works as before; facts wait until the line is back.
settings-centre-hospital = Hospital and terminal
settings-centre-code-explained = Ask whoever looks after the centre for an enrolment code of this hospital. It is good once, for a day.
settings-centre-address = Address
settings-centre-code = Enrolment code
settings-centre-connect = Connect
settings-centre-connecting = Connecting…
settings-centre-connected = Connected. What waits is being sent.
settings-centre-unencrypted = Without encryption
settings-centre-only-encrypted = Only encrypted
settings-centre-unencrypted-explained = Anyone on the network could read patients’ names. Choose this only inside the hospital’s own closed network.
settings-centre-state = Line
settings-centre-waiting = Facts that wait
settings-centre-contact = The centre last answered
settings-centre-never = not yet
settings-centre-put-aside = { $count ->
    [one] { $count } fact that came could not be proved and was put aside. Tell whoever looks after the centre.
   *[other] { $count } facts that came could not be proved and were put aside. Tell whoever looks after the centre.
}
settings-centre-disconnect = Disconnect
settings-centre-disconnect-explained = After disconnecting, what is recorded stays here and waits. You can connect again without a code.
settings-backup = Backup
settings-backup-explained = A copy of all records, encrypted with the same key. Keep it on a USB disk away from this computer; the recovery key opens it.
settings-backup-to = Where to
settings-backup-to-hint = /media/usb, or nothing for the documents folder
settings-backup-disk = The disk { $name }
settings-back-up = Make a backup
settings-backing-up = Copying…
settings-backup-made = The backup is { $path }
settings-check = Are the records whole?
settings-check-explained = Each recorded fact is signed and chained to the one before. This looks at every one.
settings-check-now = Check all records
settings-checking = Checking…
settings-all-whole = All { $facts } facts are whole, signed and in order. { $megabytes } MB.
settings-broken = { $count ->
    [one] Of { $facts } facts, { $count } was changed or damaged. Make a backup, keep the old ones, and call the person who looks after the computers.
   *[other] Of { $facts } facts, { $count } were changed or damaged. Make a backup, keep the old ones, and call the person who looks after the computers.
}

settings-about-what = Books cases, leads the team through the surgical safety checklist and keeps the signed record of each operation, with or without a network.
settings-version = Version
settings-this-terminal = Terminal
settings-licence = Licence
settings-checklist-source = The nineteen items are those of the WHO Surgical Safety Checklist (2009), in our own wording.
