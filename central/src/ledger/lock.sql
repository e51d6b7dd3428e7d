SELECT position, procedure_number, epoch, seq, head, hlc_wall_ms, hlc_counter, checklist, if_match_required
FROM hospitals
WHERE id = $1
FOR NO KEY UPDATE
