using Lecce.Riscossione.Api.BulkLoads;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Lecce.Riscossione.Tests.BulkLoads;

/// <summary>Receives loads and leaves it to the test to carry them on.</summary>
internal sealed class UnhurriedHost(TestDatabase database) : ApiHost(database)
{
    protected override void Change(IServiceCollection services) => services.RemoveWorker<RunBulkLoads>();
}
