using System.Text;
using Lecce.Riscossione.Sdk;

namespace Lecce.Riscossione.Samples.WebhookReceiver;

/// <summary>Receives the events of a department and books each payment once.</summary>
internal static class ReceiverProgram
{
    public static async Task<int> Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (Settings.Read(args) is not { } settings)
        {
            await Console.Error.WriteLineAsync(Settings.Usage);
            return 1;
        }

        using var client = new RiscossioneClient(settings.Api, settings.Key);
        using var store = new Store(settings.Data);
        var subscription = new Subscription(client, store, settings);
        try
        {
            if (settings.Rotate)
            {
                await subscription.Rotate();
                return 0;
            }

            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder
                .WebHost.UseUrls(settings.Listen)
                .ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = ReceiveWebhook.MaxBodyBytes);
            builder.Services.AddSingleton(client).AddSingleton(store).AddHostedService<HandleEvents>();
            await using var app = builder.Build();
            app.MapPost("/notifiche", ReceiveWebhook.Handle);

            // Registering asks for a test event, which must find the receiver listening.
            await app.StartAsync();
            Console.WriteLine($"In ascolto su {settings.Listen}/notifiche");
            await subscription.Ensure();
            await subscription.Follow(app.Lifetime.ApplicationStopping);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (RiscossioneException refused)
        {
            await Console.Error.WriteLineAsync($"L'API rifiuta ({refused.Code}): {refused.Detail}");
            return 1;
        }
        catch (RiscossioneNetworkException failure)
        {
            await Console.Error.WriteLineAsync($"L'API su {settings.Api} non risponde: {failure.Message}");
            return 1;
        }
        catch (NotRegisteredException)
        {
            await Console.Error.WriteLineAsync("Nessun destinatario è registrato: avviare prima il ricevente senza --rotate.");
            return 1;
        }
    }
}
