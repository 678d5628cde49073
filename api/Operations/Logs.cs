using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Lecce.Riscossione.Api.Access;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>Logs that a machine reads in production and a person in Development; each line names the request and the key that called.</summary>
internal static class Logs
{
    /// <summary>The host's own category. Its stack trace of a failed start is hidden: <see cref="Start"/> explains the failure.</summary>
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <param name="logging">What is to be set up.</param>
    /// <param name="environment">Says who reads the log.</param>
    /// <param name="hasStarted">Says whether the program has started; by default it has.</param>
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

    /// <summary>The middleware that names the caller in every line logged on the request's behalf.</summary>
    public static async Task NameCaller(HttpContext context, RequestDelegate next)
    {
        var logger = context.RequestServices.GetRequiredService<ILogger<CallerScope>>();
        using (logger.BeginScope(new CallerScope(context)))
        {
            await next(context);
        }
    }

    /// <summary>Read when a line is written, because the caller is known only after the key was checked.</summary>
    [SuppressMessage("Naming", "CA1710", Justification = "A scope is a list to the logger and to nobody else.")]
    internal sealed class CallerScope(HttpContext context) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public int Count => 2;

        public KeyValuePair<string, object?> this[int index] =>
            index switch
            {
                // The server's own scope keeps the name that the request had before the caller's was taken over.
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
