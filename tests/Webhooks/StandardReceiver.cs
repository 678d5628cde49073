using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>A receiver in Node with the reference library of Standard Webhooks, <c>standardwebhooks/receiver.mjs</c>.</summary>
internal sealed class StandardReceiver : IAsyncDisposable
{
    private const string Folder = "tests/Webhooks/standardwebhooks";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Lazy<Task> Installed = new(() => Tool.Run(Folder, "npm", "ci"));

    private readonly Process process;
    private readonly HttpClient http = new();

    private StandardReceiver(Process process) => this.process = process;

    public string Url => new Uri(http.BaseAddress!, "hook").ToString();

    public static async Task<StandardReceiver> Start()
    {
        await Installed.Value;
        var receiver = new StandardReceiver(Tool.Start(Folder, "node", "receiver.mjs"));
        receiver.http.BaseAddress = new Uri($"http://127.0.0.1:{await receiver.Line()}/");
        return receiver;
    }

    /// <summary>Gives it the secrets with which it verifies the deliveries that follow.</summary>
    public async Task Know(params string[] secrets)
    {
        using var answer = await http.PutAsJsonAsync("secrets", secrets);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits for the next delivery; tells which of the secrets verify it.</summary>
    public async Task<Verdict> Next() => JsonSerializer.Deserialize<Verdict>(await Line(), JsonSerializerOptions.Web)!;

    /// <summary>Has the library sign a delivery; returns the signature.</summary>
    public async Task<string> Sign(string secret, string id, DateTimeOffset timestamp, string body)
    {
        using var answer = await http.PostAsJsonAsync(
            "signed",
            new
            {
                secret,
                id,
                timestamp,
                body,
            }
        );
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        process.Kill(entireProcessTree: true);
        process.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> Line()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await process.StandardOutput.ReadLineAsync(patience.Token)
            ?? throw new InvalidOperationException($"The receiver ended: {await process.StandardError.ReadToEndAsync(patience.Token)}");
    }
}

/// <summary>How a delivery was verified.</summary>
/// <param name="Id">Its webhook-id.</param>
/// <param name="Verified">For each secret, whether it verifies the delivery.</param>
internal sealed record Verdict(string Id, IReadOnlyList<bool> Verified);
