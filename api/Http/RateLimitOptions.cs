using System.Globalization;

namespace Lecce.Riscossione.Api.Http;

/// <summary>The kinds of calls with separate limits, so that a bulk load does not keep people from reading.</summary>
internal enum RateBucket
{
    Read,
    Write,
    Bulk,
}

/// <summary>The bucket of an operation, where its method does not decide.</summary>
internal sealed record CountedIn(RateBucket Bucket);

internal static class RateBuckets
{
    /// <summary>Counts endpoints in a bucket other than their method's.</summary>
    public static TBuilder CountIn<TBuilder>(this TBuilder endpoints, RateBucket bucket)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new CountedIn(bucket));
}

/// <summary>Calls per client and minute; 0 for no limit.</summary>
/// <param name="Read">Calls that change nothing.</param>
/// <param name="Write">Calls that may change something.</param>
/// <param name="Bulk">Calls that start or feed a bulk load.</param>
/// <param name="FailedAttempts">Failed authentications per address, on each instance.</param>
/// <param name="Instances">Instances that share the calls; each admits its part of the limit of a client.</param>
internal sealed record RateLimitOptions(int Read, int Write, int Bulk, int FailedAttempts, int Instances = 1)
{
    /// <summary>The length of a window, in seconds.</summary>
    public const int WindowSeconds = 60;

    private const string Section = "Riscossione:RateLimits:";

    public static RateLimitOptions From(IConfiguration configuration) =>
        new(
            Of(configuration, "ReadPerMinute", 12_000),
            Of(configuration, "WritePerMinute", 6_000),
            Of(configuration, "BulkPerMinute", 60),
            Of(configuration, "FailedAttemptsPerMinute", 120),
            Math.Max(1, configuration.GetValue(Section + "Instances", 1))
        );

    /// <summary>Calls that this instance admits per client and minute, rounded up; 0 for no limit.</summary>
    public int Of(RateBucket bucket)
    {
        var limit = bucket switch
        {
            RateBucket.Read => Read,
            RateBucket.Write => Write,
            RateBucket.Bulk => Bulk,
            _ => throw new ArgumentOutOfRangeException(nameof(bucket), bucket, "A bucket without a limit."),
        };
        return (limit / Instances) + (limit % Instances > 0 ? 1 : 0);
    }

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
