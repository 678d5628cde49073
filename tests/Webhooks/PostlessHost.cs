using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>The API, delivering and recovering only when a test says so.</summary>
public sealed class PostlessHost : ApiHost
{
    protected override void Change(IServiceCollection services)
    {
        services.RemoveWorker<DeliverWebhooks>();
        services.RemoveWorker<RecoverWebhooks>();
        services.RemoveWorker<GiveUpPausedDeliveries>();
    }
}
