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
        var (step, status) = await Exchange(message.Operation, message.Text, request, timeout, cancellation);
        if (status is null)
        {
            return (step, null);
        }

        var answer = status is >= 200 and < 300 ? CreditorAnswer.Read(step.Response!) : null;
        return answer switch
        {
            { IsOk: true } => (step with { Outcome = "OK" }, answer),
            not null => (NodeFault.FromCreditor(step, answer), answer),
            null => (NodeFault.BadAnswer(step, status.Value), null),
        };
    }

    /// <summary>Asks for all the ways to pay the document of a notice: a call in REST, without a body.</summary>
    public async Task<Step> AskOptions(Notice notice, CancellationToken cancellation)
    {
        var path = $"pagopa/payment-options/organizations/{notice.Organization}/notices/{notice.Number}";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        var (step, status) = await Exchange("paymentOptions", $"POST /{path}", request, QuestionTimeout, cancellation);
        return status switch
        {
            null => step,
            200 => step with { Outcome = "OK" },
            _ => OptionsError.Read(step.Response!) is { } error
                ? NodeFault.FromCreditor(step, error)
                : NodeFault.BadAnswer(step, status.Value),
        };
    }

    /// <summary>One call. A step with its answer and KO, for the caller to judge; without a status the Node's fault is in it.</summary>
    private async Task<(Step Step, int? Status)> Exchange(
        string operation,
        string text,
        HttpRequestMessage request,
        TimeSpan timeout,
        CancellationToken cancellation
    )
    {
        if (options.Secret is { } secret)
        {
            request.Headers.Add(options.SecretHeader, secret);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        var started = Stopwatch.GetTimestamp();
        Step Ended(string? response) => new(operation, text, response, "KO", (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        try
        {
            using var response = await http.SendAsync(request, limit.Token);
            return (Ended(await response.Content.ReadAsStringAsync(limit.Token)), (int)response.StatusCode);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (NodeFault.Timeout(Ended(response: null)), null);
        }
        catch (HttpRequestException)
        {
            return (NodeFault.Unreachable(Ended(response: null)), null);
        }
    }

    public void Dispose() => http.Dispose();
}
