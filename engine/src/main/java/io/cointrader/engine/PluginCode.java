package io.cointrader.engine;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The code of one jar in a module layer of its own, above the engine's; where the engine itself is
 * on the class path, in a class loader of its own. Its providers are those of its module
 * declaration or, without one, of {@code META-INF/services}.
 */
final class PluginCode {

  private final String file;
  private final ModuleDescriptor module;
  private final ClassLoader loader;

  private PluginCode(String file, ModuleDescriptor module, ClassLoader loader) {
    this.file = file;
    this.module = module;
    this.loader = loader;
  }

  /**
   * @param file the jar as it was named, for messages
   * @throws PluginRefused when it is no module, or needs one that is not there
   */
  static PluginCode load(String file, Path jar) {
    try {
      ModuleFinder finder = ModuleFinder.of(jar);
      Optional<ModuleReference> found = finder.findAll().stream().findFirst();
      if (found.isEmpty()) {
        throw new PluginRefused(file, "holds no module", "name a jar with a plugin");
      }
      ModuleDescriptor module = found.get().descriptor();
      ModuleLayer parent = PluginCode.class.getModule().getLayer();
      ClassLoader loader =
          parent == null ? classPath(jar) : layer(parent, finder, module).findLoader(module.name());
      return new PluginCode(file, module, loader);
    } catch (FindException unfit) {
      throw unfit(file, unfit);
    } catch (LayerInstantiationException | java.lang.module.ResolutionException conflict) {
      throw incomplete(file, conflict);
    } catch (IOException unreadable) {
      throw new PluginRefused(file, "cannot be read: " + reason(unreadable), "name a jar");
    }
  }

  private static PluginRefused unfit(String file, FindException why) {
    if (why.getCause() instanceof IOException) {
      return new PluginRefused(file, "is no jar: " + reason(why), "name a jar");
    }
    if (why.getCause() instanceof IllegalArgumentException
        || String.valueOf(why.getMessage()).startsWith("Unable to derive")) {
      return new PluginRefused(
          file,
          "gives no module name: " + reason(why),
          "put Automatic-Module-Name into its manifest, or rename it, for example to"
              + " my-plugin-1.0.jar");
    }
    return incomplete(file, why);
  }

  private static PluginRefused incomplete(String file, Exception why) {
    return new PluginRefused(
        file,
        "cannot be loaded: " + reason(why),
        "put what it needs, and nothing of CoinTrader's, into its jar");
  }

  private static String reason(Throwable thrown) {
    Throwable cause = thrown.getCause();
    String message = String.valueOf(thrown.getMessage());
    return cause == null || cause.getMessage() == null ? message : cause.getMessage();
  }

  private static ClassLoader classPath(Path jar) throws IOException {
    return new URLClassLoader(new URL[] {jar.toUri().toURL()}, PluginCode.class.getClassLoader());
  }

  private static ModuleLayer layer(
      ModuleLayer parent, ModuleFinder finder, ModuleDescriptor module) {
    Configuration resolved =
        parent.configuration().resolve(finder, ModuleFinder.of(), Set.of(module.name()));
    ModuleLayer.Controller controller =
        ModuleLayer.defineModulesWithOneLoader(
            resolved, List.of(parent), PluginCode.class.getClassLoader());
    Module made = controller.layer().findModule(module.name()).orElseThrow();
    for (ModuleDescriptor.Provides provides : module.provides()) {
      for (String provider : provides.providers()) {
        int dot = provider.lastIndexOf('.');
        controller.addOpens(made, provider.substring(0, dot), PluginCode.class.getModule());
      }
    }
    return controller.layer();
  }

  /**
   * Makes every provider of a service, in the order of the declaration.
   *
   * @throws PluginRefused when one cannot be made
   */
  <S> List<S> providers(Class<S> service) {
    List<S> made = new ArrayList<>();
    for (ModuleDescriptor.Provides provides : module.provides()) {
      if (provides.service().equals(service.getName())) {
        for (String provider : provides.providers()) {
          made.add(make(service, provider));
        }
      }
    }
    return made;
  }

  private <S> S make(Class<S> service, String name) {
    try {
      Class<?> type = Class.forName(name, true, loader);
      Optional<Method> factory = factory(type);
      return service.cast(
          factory.isPresent()
              ? factory.get().invoke(null)
              : type.getDeclaredConstructor().newInstance());
    } catch (InvocationTargetException broken) {
      throw unusable(name, broken.getCause() == null ? broken : broken.getCause());
    } catch (ReflectiveOperationException | LinkageError | RuntimeException broken) {
      throw unusable(name, broken);
    }
  }

  /** The static method {@code provider()}, which {@code ServiceLoader} prefers to a constructor. */
  private static Optional<Method> factory(Class<?> type) {
    try {
      Method method = type.getMethod("provider");
      return Modifier.isStatic(method.getModifiers()) ? Optional.of(method) : Optional.empty();
    } catch (NoSuchMethodException none) {
      return Optional.empty();
    }
  }

  private PluginRefused unusable(String name, Throwable why) {
    return new PluginRefused(
        file,
        "has the provider " + name + ", which cannot be made: " + why,
        "give it a public constructor without parameters, and build it against this version");
  }
}
