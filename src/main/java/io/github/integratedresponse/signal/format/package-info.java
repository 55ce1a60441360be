/** What the standard formats say, read into findings in the platform's own words. Knows of no store, no incident and no answer. */
@NullMarked
package io.github.integratedresponse.signal.format;

import org.jspecify.annotations.NullMarked;
