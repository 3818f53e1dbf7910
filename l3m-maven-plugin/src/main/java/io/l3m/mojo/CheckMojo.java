// SPDX-License-Identifier: Apache-2.0
package io.l3m.mojo;

import io.l3m.compiler.CompileRequest;
import io.l3m.compiler.Compiler;
import io.l3m.compiler.diag.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Reports all problems of the experiment configs; nothing is written. */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public final class CheckMojo extends ConfigMojo {

  @Override
  void run(List<CompileRequest> requests) throws MojoFailureException {
    List<Diagnostic> problems = new ArrayList<>();
    for (CompileRequest request : requests) {
      problems.addAll(new Compiler().check(request.check()).problems());
    }
    report(problems);
    getLog().info("checked " + counted(requests.size(), "config"));
  }
}
