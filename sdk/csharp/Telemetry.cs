using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Lecce.Riscossione.Sdk;

/// <summary>What the client logs and traces: methods and templates of addresses, never parameters, bodies or keys.</summary>
internal static partial class Telemetry
{
    private static readonly ActivitySource Source = new(
        RiscossioneClient.ActivitySourceName,
        typeof(Telemetry).Assembly.GetName().Version?.ToString(3)
    );

    /// <summary>The template of the address of a request; a custom request has none.</summary>
    public static string TemplateOf(HttpRequestMessage request) =>
        request.Options.TryGetValue(RetryHandler.Template, out var template) ? template : "(custom)";

    public static Activity? Start(HttpRequestMessage request)
    {
        var activity = Source.StartActivity($"{request.Method} {TemplateOf(request)}", ActivityKind.Client);
        activity?.SetTag("http.request.method", request.Method.Method);
        activity?.SetTag("url.template", TemplateOf(request));
        activity?.SetTag("server.address", request.RequestUri?.Host);
        activity?.SetTag("server.port", request.RequestUri?.Port);
        return activity;
    }

    public static void End(Activity? activity, HttpRequestMessage request, HttpResponseMessage response)
    {
        activity?.SetTag("http.response.status_code", (int)response.StatusCode);
        NoteRepetitions(activity, request);
        if (!response.IsSuccessStatusCode)
        {
            Fail(activity, FormattableString.Invariant($"{(int)response.StatusCode}"));
        }
    }

    public static void End(Activity? activity, HttpRequestMessage request, NetworkFailure failure)
    {
        NoteRepetitions(activity, request);
        Fail(activity, failure.ToString());
    }

    private static void NoteRepetitions(Activity? activity, HttpRequestMessage request)
    {
        if (request.Options.TryGetValue(RetryHandler.Attempts, out var attempts) && attempts > 1)
        {
            activity?.SetTag("http.request.resend_count", attempts - 1);
        }
    }

    private static void Fail(Activity? activity, string type)
    {
        activity?.SetTag("error.type", type);
        activity?.SetStatus(ActivityStatusCode.Error);
    }

    [LoggerMessage(1, LogLevel.Debug, "{Method} {Template} answered {Status} after {Milliseconds} ms.")]
    public static partial void Answered(ILogger logger, HttpMethod method, string template, int status, long milliseconds);

    [LoggerMessage(
        2,
        LogLevel.Warning,
        "{Method} {Template}: attempt {Attempt} failed ({Reason}). The next begins after {Milliseconds} ms."
    )]
    public static partial void Repeated(ILogger logger, HttpMethod method, string template, int attempt, string reason, long milliseconds);

    [LoggerMessage(3, LogLevel.Warning, "{Method} {Template} has no answer ({Failure}) after {Milliseconds} ms.")]
    public static partial void Unanswered(ILogger logger, HttpMethod method, string template, NetworkFailure failure, long milliseconds);
}
