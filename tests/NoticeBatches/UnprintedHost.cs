using Lecce.Riscossione.Api.NoticeBatches;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Lecce.Riscossione.Tests.NoticeBatches;

/// <summary>The API with batches that go on only when a test says so.</summary>
internal sealed class UnprintedHost(TestDatabase database) : ApiHost(database)
{
    protected override void Change(IServiceCollection services) => services.RemoveWorker<RunNoticeBatches>();
}
