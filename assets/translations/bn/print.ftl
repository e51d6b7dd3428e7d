# ছাপানো কাগজ।

print-page = পৃষ্ঠা { $page } / { $pages }
print-printed = ছাপা হয়েছে { $date }, { $time } · { $name }
