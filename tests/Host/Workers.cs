using Lecce.Riscossione.Api.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Lecce.Riscossione.Tests.Host;

internal static class Workers
{
    /// <summary>Leaves a job to the test: its service is there, and nothing runs it.</summary>
    public static void RemoveWorker<T>(this IServiceCollection services)
        where T : class => services.Remove(services.Single(service => service.ImplementationType == typeof(Worker<T>)));
}
