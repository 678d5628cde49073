using Lecce.Riscossione.Api.Data;
using NodaTime;

namespace Lecce.Riscossione.Api.Http;

/// <summary>What callers have used of a limit that all instances share (<see cref="Misses"/>). Rows live for an hour after their window began.</summary>
internal static class RateLimitRows
{
    /// <summary>Adds to a window; returns what it holds now.</summary>
    /// <param name="sql">The transaction.</param>
    /// <param name="client">Whose use it is, at most 60 ASCII characters.</param>
    /// <param name="bucket">What is counted, at most 10 ASCII characters.</param>
    /// <param name="startedAt">When the window began.</param>
    /// <param name="count">How much to add.</param>
    public static async Task<int> Add(Sql sql, string client, string bucket, Instant startedAt, int count)
    {
        var row = new
        {
            client,
            bucket,
            startedAt,
            count,
        };
        var known = await sql.Execute(
            """
            UPDATE RateLimitWindows
               SET Taken = Taken + @count
             WHERE Client = @client AND Bucket = @bucket AND StartedAt = @startedAt
            """,
            row
        );
        if (known == 0)
        {
            await sql.Execute(
                "INSERT INTO RateLimitWindows (Client, Bucket, StartedAt, Taken) VALUES (@client, @bucket, @startedAt, @count)",
                row
            );
        }

        return await sql.Value<int>(
            "SELECT Taken FROM RateLimitWindows WHERE Client = @client AND Bucket = @bucket AND StartedAt = @startedAt",
            row
        );
    }
}
