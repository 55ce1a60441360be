/** Security LiveSite Reviews with their causal trees and variants; operations and health reviews with their snapshots. */
@ApplicationModule(displayName = "Review")
@NullMarked
package io.github.integratedresponse.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
