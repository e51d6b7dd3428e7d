SELECT rowid
FROM patient_words
WHERE patient_words MATCH ?1
ORDER BY rowid DESC
LIMIT ?2
