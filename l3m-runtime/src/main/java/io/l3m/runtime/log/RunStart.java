// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

/**
 * What is known of a run before its first step.
 *
 * @param parameters the number of trainable elements
 * @param frozen the number of elements that are not trained
 * @param place where its files are, for a person to read
 * @param step the steps that were done before
 * @param totalSteps the step after which the run ends
 */
public record RunStart(
    String name,
    long parameters,
    long frozen,
    String device,
    int threads,
    String place,
    long step,
    long totalSteps) {}
