/** What the platform can take in and work off, beside what the database and the engine alone can. */
@NullMarked
package io.github.integratedresponse.volume;

import org.jspecify.annotations.NullMarked;
