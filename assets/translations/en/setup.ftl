# The first start, and the way back to records that can't be opened.

setup-welcome = Welcome to Shalya
setup-welcome-explained = Theatre lists, the surgical safety checklist and the record of each operation, on this computer, with or without a network.
setup-this-terminal = Set up this terminal
setup-this-terminal-explained = For your hospital. Five short steps: names, theatres, the first administrator, your lists, the key.
setup-explore = Explore a sample hospital
setup-explore-explained = A district hospital with four theatres and two weeks of lists. All its people are invented.
setup-have-backup = You have a backup of this hospital?
setup-restore = Restore from a backup
setup-folder = Records are kept in { $folder }
setup-back = Back
setup-next = Next

setup-step-hospital = Hospital
setup-step-theatres = Theatres
setup-step-administrator = Administrator
setup-step-import = Lists
setup-step-key = Key

setup-hospital-title = What is the hospital called?
setup-name = Name in English
setup-name-hint = Kishoreganj District Hospital
setup-name-bn = Name in Bangla
setup-name-bn-hint = জেলা হাসপাতাল, কিশোরগঞ্জ
setup-code = Short code of the hospital, in Latin letters
setup-terminal = Short name of this terminal
setup-code-example = Cases will be numbered like { $number }
setup-uhid-title = Health ids
setup-uhid-explained = If the hospital was given a block of health ids for this terminal, type its first and last number, ten digits each. Without one, new patients get a temporary id.
setup-uhid-from = First of the block
setup-uhid-to = Last of the block

setup-theatres-title = Which theatres are there?
setup-theatres-explained = In this order they stand on the board. More can be added later.
setup-theatre-name = Name in English
setup-theatre-name-bn = Name in Bangla
setup-theatre-for = Mostly for
setup-theatre-take-out = Take { $name } out
setup-theatre-add = Add a theatre

setup-administrator-title = Who looks after this terminal?
setup-administrator-explained = The first administrator adds the others, gives PINs and makes backups.
setup-person-name = Name in English
setup-person-name-hint = Anisur Rahman
setup-person-name-bn = Name in Bangla
setup-person-name-bn-hint = আনিসুর রহমান
setup-staff-no = Staff number on the badge
setup-other-roles = What else do you do in theatre? It decides whether you can register, book and record.
setup-only-administers = Nothing in theatre: I only look after the terminal
setup-say-work = Say what you do in theatre
setup-pin = PIN
setup-pin-six = Six digits
setup-pin-again = PIN again
setup-pins-differ = The two PINs are not the same. Type both again.

setup-import-title = Bring your lists
setup-import-explained = Staff, theatres and the waiting list can come from a spreadsheet: save the template, fill it in, save it as CSV and open it here. You can also do without, and add them by hand.
setup-template = Save the template
setup-template-saved = The template is in { $path }
setup-import-file = Open a CSV file
setup-import-paste = Or paste the table
setup-brings-staff = { $count } staff
setup-brings-theatres = { $count ->
    [one] { $count } theatre
   *[other] { $count } theatres
}
setup-brings-waiting = { $count } on the waiting list
setup-bad-lines = { $count ->
    [one] { $count } line can’t be read and will be left out
   *[other] { $count } lines can’t be read and will be left out
}
setup-line = Line { $line }:
setup-line-column = Line { $line }, “{ $column }”:
setup-unknown-kind = “{ $found }” is none of staff, theatre, waiting.
setup-unknown-role = “{ $found }” is no role. Roles are: { $roles }.
setup-unknown-procedure = No operation is called “{ $found }”. Write its code or its name as in the catalogue.
setup-not-a-text = This line is not text. Save the file again as “CSV UTF-8”.
setup-without-lists = Go on without lists

setup-key-title = Where is the key to the records kept?
setup-key-explained = Everything is encrypted on this computer. Choose what opens it when the computer starts.
setup-no-keyring = This computer has no working keyring, so you must choose.
setup-keyring = In this computer’s keyring
setup-keyring-means = Opens by itself for this user of the computer. A stolen disk stays locked.
setup-file = In a file beside the records
setup-file-means = Opens by itself. Whoever takes the whole computer or disk can read the records.
setup-nowhere = Nowhere: type the recovery key at each start
setup-nowhere-means = Safest against theft. After every power cut someone must type 56 letters before anyone can work.
setup-make = Set up the hospital
setup-making = Setting up…

setup-sheet-title = The hospital’s recovery key
setup-sheet-explained = When this computer’s own key is lost, only this sheet opens the records. It is shown once and stored nowhere. Print it and lock it away like the narcotics register.
setup-sheet-print = Print the sheet
setup-sheet-saved = Ready to print: { $path }
setup-sheet-confirm = The sheet is printed, complete, and locked away
setup-sheet-lost = Without it, a broken keyring means lost records. Nobody can make a new one.
setup-sheet-go-on = Go on

setup-cannot-open = The records can’t be opened
setup-nothing-lost = Nothing was deleted or written over. The file is { $file }
setup-type-key = Type the recovery key
setup-recovery-key = Recovery key, 14 groups of 4
setup-recovery-key-hint = XXXX XXXX XXXX …
setup-keep-from-now = From now on, keep the key
setup-open = Open the records
setup-opening = Opening…
setup-try-again = Try again
setup-restore-title = Restore from a backup
setup-restore-explained = The backup takes the place of the records. What was damaged is kept beside it, and what was recorded after the backup is missing from it.
setup-backup-file = Or type where it is
setup-backup-hint = /media/usb/KSG 2026-11-21 1700.shalya-backup
setup-restore-now = Restore
setup-restoring = Restoring…
setup-backups-found = Backups that were found
setup-backups-in = In { $folder }
setup-no-backup-here = There is no backup here. Plug in the disk and look again, or open a folder.
setup-look-again = Look again
setup-folder-above = One folder up
setup-usual-folders = All places
setup-backup-size = { $megabytes } MB
