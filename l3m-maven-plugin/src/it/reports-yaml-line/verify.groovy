def log = new File(basedir, 'build.log').text
assert log.contains('configs/experiment.yaml:5:12')
// As javac's errors in a Maven build, which editors understand.
assert log.contains('[ERROR] ' + new File(basedir, 'configs/experiment.yaml').canonicalPath + ':[5,12] error[')
assert log.contains('5 │   width: ${constants.widht}')
assert log.contains('did you mean `constants.width`?')
assert log =~ /Failed to execute goal .*: the configs have \d+ errors; see above/
assert !log.contains('Exception:')
