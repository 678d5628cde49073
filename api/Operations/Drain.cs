namespace Lecce.Riscossione.Api.Operations;

/// <summary>
/// Leaves without hanging up on anybody. When asked to stop, the program says that it is not ready any more and asks every client to close its
/// connection, but goes on answering for a while; only then does the server stop listening and wait for what is under way.
/// </summary>
internal sealed class Drain(IConfiguration configuration, IHostEnvironment environment) : IHostedLifecycleService
{
    public const string Setting = "Riscossione:DrainSeconds";
    private const int UsualSeconds = 10;

    /// <summary>How long requests that are under way may still take, once nobody new is let in.</summary>
    private static readonly TimeSpan LastRequests = TimeSpan.FromSeconds(40);

    /// <summary>How long the program goes on answering after it was asked to stop; not at all in Development, where people wait for it.</summary>
    public static TimeSpan Length(IConfiguration configuration, IHostEnvironment environment) =>
        TimeSpan.FromSeconds(configuration.GetValue(Setting, environment.IsDevelopment() ? 0 : UsualSeconds));

    public static void AddDrain(IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddHostedService<Drain>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Length(configuration, environment) + LastRequests);
    }

    /// <summary>Tells clients, and the balancer in front of them, to go elsewhere while the program still answers.</summary>
    public static Task Announce(HttpContext context, RequestDelegate next)
    {
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        context.Response.OnStarting(() =>
        {
            if (stopping.IsCancellationRequested)
            {
                context.Response.Headers.Connection = "close";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(Length(configuration, environment), cancellationToken);

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
