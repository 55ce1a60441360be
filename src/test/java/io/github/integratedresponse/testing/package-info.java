/** What every test of the platform shares: a real PostgreSQL, a clock that can be moved, and an engine whose jobs run when told. */
@NullMarked
package io.github.integratedresponse.testing;

import org.jspecify.annotations.NullMarked;
