def source = new File(basedir, 'target/generated-sources/l3m/com/example/digits_vit/DigitsVit.java')
assert source.text.contains('package com.example.digits_vit;')
assert new File(basedir, 'target/classes/com/example/digits_vit/DigitsVit.class').exists()
