using System.Diagnostics;
using System.Text;

namespace Lecce.Riscossione.Samples.Simulator.Node;

/// <summary>The API, as the Node reaches it.</summary>
internal sealed class Creditor(HttpClient http, SimulatorOptions options) : IDisposable
{
    /// <summary>The Node's own time-out for verify, get and demand.</summary>
    public static readonly TimeSpan QuestionTimeout = TimeSpan.FromSeconds(7);

    /// <summary>The Node's own time-out for receipts.</summary>
    public static readonly TimeSpan ReceiptTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Sends a message. Every failure is an outcome, in the words of the Node.</summary>
    public async Task<(Step Step, CreditorAnswer? Answer)> Send(Message message, TimeSpan timeout, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("pagopa/paForNode", UriKind.Relative))
        {
            Content = new StringContent(message.Text, Encoding.UTF8, "text/xml"),
        };
        request.Headers.Add("SOAPAction", $"\"{message.Operation}\"");
        if (options.Secret is { } secret)
        {
            request.Headers.Add(options.SecretHeader, secret);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        var started = Stopwatch.GetTimestamp();
        Step Ended(string? response, string outcome) =>
            new(message.Operation, message.Text, response, outcome, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        try
        {
            using var response = await http.SendAsync(request, limit.Token);
            var text = await response.Content.ReadAsStringAsync(limit.Token);
            var answer = response.IsSuccessStatusCode ? CreditorAnswer.Read(text) : null;
            return answer switch
            {
                { IsOk: true } => (Ended(text, "OK"), answer),
                not null => (NodeFault.FromCreditor(Ended(text, "KO"), answer), answer),
                null => (NodeFault.BadAnswer(Ended(text, "KO"), (int)response.StatusCode), null),
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (NodeFault.Timeout(Ended(response: null, "KO")), null);
        }
        catch (HttpRequestException)
        {
            return (NodeFault.Unreachable(Ended(response: null, "KO")), null);
        }
    }

    public void Dispose() => http.Dispose();
}
