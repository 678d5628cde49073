namespace Lecce.Riscossione.Api.Operations;

/// <summary>
/// Stops the program within a fixed time without resetting connections that close in time. First it reports not ready, asks clients to close and
/// accepts requests for a third of the drain; then it stops listening and finishes open requests. Connections still open at the end are aborted.
/// </summary>
internal sealed class Drain(IConfiguration configuration, IHostEnvironment environment, OpenConnections connections)
    : IHostedLifecycleService,
        IDisposable
{
    /// <summary>Seconds from the stop signal to the end: 0 to 300; by default 30, in Development 0.</summary>
    public const string Setting = "Riscossione:DrainSeconds";
    private const int UsualSeconds = 30;
    private const int AnsweringShare = 3;

    // Requests in progress get this time even without a drain.
    private static readonly TimeSpan MinLength = TimeSpan.FromSeconds(2);

    // Background work gets this time after the last connection, to complete a group of notices or a batch of a load.
    private static readonly TimeSpan LastWork = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource end = new();

    public static void AddDrain(IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddSingleton<OpenConnections>();
        services.AddHostedService<Drain>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Longer(Length(configuration, environment)) + LastWork);
    }

    /// <summary>Tells clients and load balancers to use another instance while the program still answers.</summary>
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
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        var length = Length(configuration, environment);
        end.Token.UnsafeRegister(static open => ((OpenConnections)open!).Abort(), connections);
        end.CancelAfter(Longer(length));
        return Task.Delay(length / AnsweringShare, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => end.Dispose();

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

    private static TimeSpan Length(IConfiguration configuration, IHostEnvironment environment) =>
        TimeSpan.FromSeconds(configuration.GetValue(Setting, environment.IsDevelopment() ? 0 : UsualSeconds));

    private static TimeSpan Longer(TimeSpan length) => length > MinLength ? length : MinLength;
}
