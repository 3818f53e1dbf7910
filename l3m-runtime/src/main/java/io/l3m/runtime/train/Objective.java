// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.loss.Criterion;
import io.l3m.runtime.metric.Metrics;

/** What a model is trained on and judged by. */
record Objective<B, O>(
    Criterion<B, O> training, Criterion<B, O> validation, Metrics<B, O> metrics) {}
