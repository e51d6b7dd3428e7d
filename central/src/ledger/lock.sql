SELECT h.position, h.procedure_number, h.epoch, h.seq, h.head, h.hlc_wall_ms, h.hlc_counter, h.checklist,
    h.if_match_required, a.public_key
FROM hospitals AS h
LEFT JOIN authors AS a ON a.hospital_id = h.id AND a.terminal = $2 AND a.epoch = h.epoch
WHERE h.id = $1
FOR NO KEY UPDATE OF h
