using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Lecce.Riscossione.Api.Access;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>Logs: JSON in production, text in Development. Each line names the request and the caller.</summary>
internal static class Logs
{
    /// <summary>The host's own category. Its stack trace of a failed start is hidden, because <see cref="Start"/> explains the failure.</summary>
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <param name="logging">The logging to configure.</param>
    /// <param name="environment">Decides the format.</param>
    /// <param name="hasStarted">Whether the program has started; by default it has.</param>
    public static void AddLogs(ILoggingBuilder logging, IHostEnvironment environment, Func<bool>? hasStarted = null)
    {
        logging.ClearProviders();
        if (hasStarted is not null)
        {
            logging.AddFilter(HostCategory, level => level >= LogLevel.Warning && hasStarted());
        }

        if (environment.IsDevelopment())
        {
            logging.AddSimpleConsole();
            return;
        }

        logging.AddJsonConsole(console =>
        {
            console.IncludeScopes = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            // Accented letters stay readable.
            console.JsonWriterOptions = new JsonWriterOptions { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
        });
    }

    /// <summary>The middleware that names the caller in every log line of the request.</summary>
    public static async Task NameCaller(HttpContext context, RequestDelegate next)
    {
        var logger = context.RequestServices.GetRequiredService<ILogger<CallerScope>>();
        using (logger.BeginScope(new CallerScope(context)))
        {
            await next(context);
        }
    }

    /// <summary>Evaluated when a line is written, because the caller is known only after authentication.</summary>
    [SuppressMessage("Naming", "CA1710", Justification = "Only the logger uses the scope as a list.")]
    internal sealed class CallerScope(HttpContext context) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public int Count => 2;

        public KeyValuePair<string, object?> this[int index] =>
            index switch
            {
                // The server's own scope keeps the request id from before the caller's own id replaced it.
                0 => new("RequestId", context.TraceIdentifier),
                1 => new("CallerId", context.Features.Get<Caller>()?.Actor),
                _ => throw new ArgumentOutOfRangeException(nameof(index)),
            };

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
        {
            yield return this[0];
            yield return this[1];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => $"RequestId:{this[0].Value} CallerId:{this[1].Value}";
    }
}
