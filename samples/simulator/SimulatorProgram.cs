using System.Text;
using Lecce.Riscossione.Samples.Simulator.Archive;
using Lecce.Riscossione.Samples.Simulator.BizEvents;
using Lecce.Riscossione.Samples.Simulator.Checkout;
using Lecce.Riscossione.Samples.Simulator.Node;
using Lecce.Riscossione.Samples.Simulator.Pages;
using Lecce.Riscossione.Samples.Simulator.Rest;
using NodaTime;

namespace Lecce.Riscossione.Samples.Simulator;

/// <summary>
/// Plays pagoPA for an API under development: the Node with its PSPs and its archive of notices, the Checkout service with its page, and the service of
/// receipts.
/// </summary>
internal static class SimulatorProgram
{
    public static async Task<int> Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        try
        {
            var options = SimulatorOptions.Read(args);
            await using var app = Build(options, new SocketsHttpHandler(), SystemClock.Instance);
            await app.StartAsync();
            Console.WriteLine($"Simulatore di pagoPA su {app.Urls.First()}, per l'API su {options.Target} (seme {options.Seed})");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (OptionsException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 1;
        }
        catch (IOException taken)
        {
            await Console.Error.WriteLineAsync($"Il simulatore non può ascoltare ({taken.Message}); --port indica un'altra porta.");
            return 1;
        }
    }

    /// <summary>The program, not yet started. It listens on loopback only.</summary>
    /// <param name="options">What the command line says.</param>
    /// <param name="api">Carries the Node's messages to the API; disposed with the program.</param>
    /// <param name="clock">The time before <c>/sim/clock</c> moves it.</param>
    public static WebApplication Build(SimulatorOptions options, HttpMessageHandler api, IClock clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["AllowedHosts"] = "localhost;127.0.0.1;[::1]";
        builder.WebHost.UseUrls($"http://127.0.0.1:{options.Port}");
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = LocalCallers.MaxBodyBytes);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddRouting();
        builder.Services.AddProblemDetails();
        builder.Services.ConfigureHttpJsonOptions(json => SimulatorJson.SetRequests(json.SerializerOptions));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(new SimulatorClock(clock, options.Start));
        builder.Services.AddSingleton(_ => new Creditor(new HttpClient(api) { BaseAddress = options.Target }, options));
        builder.Services.AddSingleton<NodeMemory>();
        builder.Services.AddSingleton<NoticeArchive>();
        builder.Services.AddSingleton<Transcripts>();
        builder.Services.AddSingleton<PlayScenario>();
        builder.Services.AddSingleton<SendDemand>();
        builder.Services.AddSingleton<Carts>();
        builder.Services.AddSingleton<EndCart>();
        builder.Services.AddSingleton<RunScript>();
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(LocalCallers.Guard);
        app.MapSimulation();
        app.MapCarts();
        app.MapArchive();
        app.MapBizEvents();
        app.MapCheckoutPages();
        app.MapNoticePages();
        return app;
    }
}
