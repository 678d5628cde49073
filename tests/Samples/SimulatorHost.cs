using System.Net;
using System.Net.Http.Json;
using System.Text;
using Lecce.Riscossione.Samples.Simulator;
using Lecce.Riscossione.Samples.Simulator.Node;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Receipt = Lecce.Riscossione.Sdk.Receipt;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>The simulator in this process, on a free port of loopback, beside the API that it pays. Both share one clock.</summary>
public sealed class SimulatorHost : IAsyncLifetime
{
    private static int lastSeed;
    private WebApplication? simulator;

    /// <summary>The API and its offices.</summary>
    public NodeHost Town { get; } = new();

    public Uri Address => new(simulator!.Urls.Single());

    /// <summary>What the simulator's Node remembers.</summary>
    internal NodeMemory Memory => simulator!.Services.GetRequiredService<NodeMemory>();

    public async Task InitializeAsync()
    {
        await Town.InitializeAsync();
        simulator = await Start(Town);
    }

    public async Task DisposeAsync()
    {
        await simulator!.DisposeAsync();
        await Town.DisposeAsync();
    }

    /// <summary>Another simulator for the same API, for the caller to dispose. Its seed is its own: receipt identifiers must differ.</summary>
    internal static async Task<WebApplication> Start(NodeHost town, Func<SimulatorOptions, SimulatorOptions>? change = null)
    {
        var options = new SimulatorOptions { Port = 0, Seed = Interlocked.Increment(ref lastSeed) };
        var started = SimulatorProgram.Build(change?.Invoke(options) ?? options, town.Handler(), town.Clock);
        await started.StartAsync();
        return started;
    }

    /// <summary>A client that does not follow redirects.</summary>
    public HttpClient Client() => ClientOf(Address);

    internal static HttpClient ClientOf(Uri address) => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>Plays a scenario and returns its transcript.</summary>
    internal async Task<Played> Play(NewPayment payment)
    {
        using var client = Client();
        return await Play(client, payment);
    }

    /// <inheritdoc cref="Play(NewPayment)" />
    internal static async Task<Played> Play(HttpClient client, NewPayment payment)
    {
        using var answer = await client.PostAsJsonAsync("/sim/payments", payment);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Played>(SimulatorJson.Options))!;
    }

    internal Task<Played> Play(
        string scenario,
        PaymentDocument document,
        int? version = null,
        long? amountCents = null,
        int? delayMs = null
    ) => Play(new NewPayment(Host.Psp.Lecce, scenario, document.Single().NoticeNumber, version, delayMs, amountCents));

    /// <summary>Posts JSON.</summary>
    public async Task<(HttpStatusCode Status, string Body)> Post(string path, string json)
    {
        using var client = Client();
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(path, content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>What the ledger holds for a document's notice, in the order of recording.</summary>
    public async Task<IReadOnlyList<Payment>> PaymentsOf(PaymentDocument document)
    {
        using var office = Town.Office();
        var payments = (await office.Payments.FindAsync(noticeNumber: document.Single().NoticeNumber)).Items;
        return [.. payments.OrderBy(payment => payment.RecordedAt).ThenBy(payment => payment.Id, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<Receipt>> ReceiptsOf(PaymentDocument document)
    {
        using var office = Town.Office();
        return [.. (await office.Receipts.FindAsync(noticeNumber: document.Single().NoticeNumber)).Items];
    }
}

/// <summary>A transcript as a client reads it.</summary>
internal sealed record Played(int Number, NodaTime.Instant At, string Title, string Case, string? NoticeNumber, IReadOnlyList<Step> Steps)
{
    /// <summary>Each step in a few words.</summary>
    public IEnumerable<string> Told =>
        Steps.Select(step => $"{step.Operation} {step.Outcome} {step.FaultCode} {step.OriginalFaultCode}".TrimEnd());
}
