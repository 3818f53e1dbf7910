def runs = new File(basedir, 'build.log').text.split(/BUILD SUCCESS/)
assert runs[0].contains('1 program: 1 compiled, 0 unchanged')
assert runs[1].contains('1 program: 0 compiled, 1 unchanged; 0 files written, 0 deleted')
// The sources belong to the project all the same.
assert runs[1].contains('all classes are up to date')
// Another setting, the same text: compiled again, and nothing touched.
assert runs[2].contains('1 program: 1 compiled, 0 unchanged; 0 files written, 0 deleted')
assert runs[2].contains('all classes are up to date')
