SELECT patients.id, patients.body, patients.stream
FROM patient_words
INNER JOIN patients ON patients.stream = patient_words.rowid
WHERE patient_words MATCH ?1
ORDER BY patient_words.rowid DESC
LIMIT ?2
