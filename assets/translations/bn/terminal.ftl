# What the program says on the command line.
cli-no-window = জানালা খোলা গেল না: { $why }। এখানে স্ক্রিন না থাকলে `shalya --help`-এ যেসব কমান্ড আছে তার একটি ব্যবহার করুন।
cli-proving = { $all }টি তথ্যের মধ্যে { $done }টি যাচাই হয়েছে
cli-rebuilding = { $all }টি রেকর্ডের মধ্যে { $done }টি আবার তৈরি হয়েছে
cli-backing-up = { $all } MB-এর মধ্যে { $done } MB কপি হয়েছে
cli-restoring = ব্যাকআপের { $all } MB-এর মধ্যে { $done } MB পড়া হয়েছে
cli-whole = { $facts }টি তথ্যের সবই যেমন লেখা হয়েছিল তেমনই আছে।
cli-broken-fact = { $number } নম্বর তথ্য ({ $fact }) যেমন লেখা হয়েছিল তেমন নেই, বা জায়গামতো নেই।
cli-broken = { $facts }টি তথ্যের মধ্যে { $broken }টি মেলে না। সবার আগে ফোল্ডারটির একটি কপি রাখুন, তারপর শেষ ব্যাকআপটি ফিরিয়ে আনুন।
cli-rebuilt = { $records }টি রেকর্ড তথ্য থেকে আবার তৈরি হয়েছে।
cli-exported = { $cases }টি কেস { $file } ফাইলে লেখা হয়েছে। ফাইলটি এনক্রিপ্ট করা নয়: এতে রোগীদের নাম আছে।
cli-backed-up = ব্যাকআপ আছে { $file } ফাইলে। এটি এনক্রিপ্ট করা; রিকভারি কী দিয়ে খোলা যায়।
cli-restored = ব্যাকআপের রেকর্ড এখন { $folder } ফোল্ডারে। আগে যা ছিল তা পাশেই রাখা আছে।
cli-key-each-start = এই কম্পিউটারে চাবি রাখার ব্যবস্থা (কীরিং) নেই, তাই প্রতিবার চালু করার সময় রিকভারি কী লিখতে হবে।
cli-ask-key = রিকভারি কী, যেমন ছাপা আছে:
cli-no-store = { $folder } ফোল্ডারে কোনো রেকর্ড নেই। --data-dir ঠিক আছে কি না দেখুন, অথবা আগে টার্মিনালটি সেটআপ করুন।
cli-in-use = প্রোগ্রামটি এই কম্পিউটারে খোলা আছে। আগে তার জানালা বন্ধ করুন।
cli-key-lost = এই রেকর্ড খোলার চাবি এই কম্পিউটারে নেই। প্রোগ্রাম খুলে সেখানে রিকভারি কী লিখুন, অথবা একটি ব্যাকআপ ফিরিয়ে আনুন।
cli-disk-full = ডিস্কে জায়গা নেই। জায়গা খালি করে আবার চেষ্টা করুন।

# A patient who is brought in without a name. It stands where the name will stand.
unknown-patient-female = অজ্ঞাতনামা মহিলা
unknown-patient-male = অজ্ঞাতনামা পুরুষ
unknown-patient-other = অজ্ঞাতনামা রোগী
unknown-patient-unknown = অজ্ঞাতনামা রোগী
unknown-patient-about = { $who }, বয়স আনুমানিক { $years }
