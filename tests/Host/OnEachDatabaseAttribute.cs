using Xunit.Abstractions;
using Xunit.Sdk;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>The engines that the program runs on.</summary>
public enum Engine
{
    /// <summary>Embedded, always available.</summary>
    Sqlite,

    /// <summary>Only when the environment names a server.</summary>
    SqlServer,
}

/// <summary>
/// One test body for both engines, which it takes as its parameter: SQLite always, SQL Server when one is configured, otherwise a skip that
/// explains how.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Lecce.Riscossione.Tests.Host.OnEachDatabaseDiscoverer", "Lecce.Riscossione.Tests")]
public sealed class OnEachDatabaseAttribute : FactAttribute
{
    public const string NoServer =
        $"No SQL Server is named: set {TestDatabase.Variable} to a connection string without a database, whose login may create databases.";
}

/// <summary>A test of shared servers only; without one, a skip that explains how to configure it.</summary>
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
