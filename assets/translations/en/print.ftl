# Printed pages.

print-page = Page { $page } of { $pages }
print-printed = Printed { $date } at { $time } by { $name }
