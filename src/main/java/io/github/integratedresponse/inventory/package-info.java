/** What is known before anything happens: the products of the organisation, and the controls of its standard with their framework mappings. */
@ApplicationModule(displayName = "Inventory")
@NullMarked
package io.github.integratedresponse.inventory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
