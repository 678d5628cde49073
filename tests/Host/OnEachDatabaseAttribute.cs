using Xunit.Abstractions;
using Xunit.Sdk;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>The engines that the program runs on.</summary>
public enum Engine
{
    /// <summary>Embedded: always at hand.</summary>
    Sqlite,

    /// <summary>Only where the environment names a server.</summary>
    SqlServer,
}

/// <summary>
/// One test body for both engines, which it takes as its parameter: on SQLite always, on SQL Server where there is one, and otherwise
/// a visible skip that says how to switch it on.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Lecce.Riscossione.Tests.Host.OnEachDatabaseDiscoverer", "Lecce.Riscossione.Tests")]
public sealed class OnEachDatabaseAttribute : FactAttribute
{
    public const string NoServer =
        $"No SQL Server is named: set {TestDatabase.Variable} to a connection string without a database, whose login may create databases.";
}

/// <summary>A test of what only a shared server can do; where none is named, a visible skip that says how to switch it on.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnSqlServerAttribute : FactAttribute
{
    public OnSqlServerAttribute() => Skip = TestDatabase.HasServer ? null : OnEachDatabaseAttribute.NoServer;
}

/// <summary>Makes one test case of each engine.</summary>
public sealed class OnEachDatabaseDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        ITestMethod testMethod,
        IAttributeInfo factAttribute
    )
    {
        yield return Case(discoveryOptions, testMethod, Engine.Sqlite);
        yield return TestDatabase.HasServer
            ? Case(discoveryOptions, testMethod, Engine.SqlServer)
            : new XunitSkippedDataRowTestCase(
                diagnostics,
                discoveryOptions.MethodDisplayOrDefault(),
                discoveryOptions.MethodDisplayOptionsOrDefault(),
                testMethod,
                OnEachDatabaseAttribute.NoServer,
                [Engine.SqlServer]
            );
    }

    private XunitTestCase Case(ITestFrameworkDiscoveryOptions options, ITestMethod method, Engine engine) =>
        new(diagnostics, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method, [engine]);
}
