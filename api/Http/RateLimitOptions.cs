using System.Globalization;

namespace Lecce.Riscossione.Api.Http;

/// <summary>The three kinds of calls whose number is limited apart, so that a big load never keeps people from reading.</summary>
internal enum RateBucket
{
    Read,
    Write,
    Bulk,
}

/// <summary>Says in which bucket an operation counts, where its method does not tell.</summary>
internal sealed record CountedIn(RateBucket Bucket);

internal static class RateBuckets
{
    /// <summary>Counts the calls of endpoints in a bucket other than their method's.</summary>
    public static TBuilder CountIn<TBuilder>(this TBuilder endpoints, RateBucket bucket)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new CountedIn(bucket));
}

/// <summary>Calls that each client may make in a minute; 0 means without a limit.</summary>
/// <param name="Read">Calls that change nothing.</param>
/// <param name="Write">Calls that may change something.</param>
/// <param name="Bulk">Calls that start or feed a bulk load.</param>
/// <param name="FailedAttempts">Failed authentications of one address.</param>
internal sealed record RateLimitOptions(int Read, int Write, int Bulk, int FailedAttempts)
{
    /// <summary>How long a window lasts, in seconds.</summary>
    public const int WindowSeconds = 60;

    private const string Section = "Riscossione:RateLimits:";

    public static RateLimitOptions From(IConfiguration configuration) =>
        new(
            Of(configuration, "ReadPerMinute", 12_000),
            Of(configuration, "WritePerMinute", 6_000),
            Of(configuration, "BulkPerMinute", 60),
            Of(configuration, "FailedAttemptsPerMinute", 120)
        );

    /// <summary>The limit of a bucket.</summary>
    public int Of(RateBucket bucket) =>
        bucket switch
        {
            RateBucket.Read => Read,
            RateBucket.Write => Write,
            RateBucket.Bulk => Bulk,
            _ => throw new ArgumentOutOfRangeException(nameof(bucket), bucket, "A bucket without a limit."),
        };

    private static int Of(IConfiguration configuration, string name, int usual)
    {
        var limit = configuration.GetValue(Section + name, usual);
        return limit >= 0
            ? limit
            : throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"L'impostazione {Section}{name} vale {limit}: serve un numero da 0 (nessun limite) in su."
                )
            );
    }
}
