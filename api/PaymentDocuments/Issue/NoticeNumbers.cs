using System.Collections.Concurrent;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.PaymentDocuments.Issue;

/// <summary>
/// Draws notice numbers that cannot be guessed from one another. Counters are taken from the database in blocks, so that writers do not queue
/// for them; the 13-digit base is a keyed bijection of the counter. What a process leaves unused of a block is lost, which costs nothing.
/// </summary>
internal sealed class NoticeNumbers(Db db, Secrets secrets)
{
    private const int BlockSize = 1_000;

    private readonly ConcurrentDictionary<(FiscalCode Organization, string SegregationCode), Block> blocks = new();

    /// <summary>Takes numbers. Call it before a transaction, never inside one. Many numbers are taken as a block of their own.</summary>
    public async Task<IReadOnlyList<NoticeNumber>> Take(
        FiscalCode organization,
        string segregationCode,
        int count,
        CancellationToken cancellation
    )
    {
        var block = blocks.GetOrAdd((organization, segregationCode), _ => new Block(CipherOf(organization)));
        var numbers = new NoticeNumber[count];
        if (count >= BlockSize)
        {
            var first = await ClaimBlock(organization, segregationCode, count, cancellation);
            using var run = block.Cipher.Begin();
            for (var index = 0; index < count; index++)
            {
                numbers[index] = NoticeNumber.Compose(segregationCode, run.Encipher(first + index));
            }

            return numbers;
        }

        await block.Gate.WaitAsync(cancellation);
        try
        {
            for (var index = 0; index < count; index++)
            {
                if (block.Next == block.End)
                {
                    block.Next = await ClaimBlock(organization, segregationCode, BlockSize, cancellation);
                    block.End = block.Next + BlockSize;
                }

                numbers[index] = NoticeNumber.Compose(segregationCode, block.Cipher.Encipher(block.Next++));
            }
        }
        finally
        {
            block.Gate.Release();
        }

        return numbers;
    }

    private Task<long> ClaimBlock(FiscalCode organization, string segregationCode, int size, CancellationToken cancellation) =>
        db.Transact(sql => Claim(sql, organization, segregationCode, size), cancellation);

    private NoticeNumberCipher CipherOf(FiscalCode organization) => new(secrets.Derive($"notice-numbers:{organization.Value}"));

    /// <summary>Takes the next counters and gives the first of them.</summary>
    private static async Task<long> Claim(Sql sql, FiscalCode organization, string segregationCode, int count)
    {
        var key = new
        {
            organization,
            segregationCode,
            count,
        };
        var claimed = await sql.Execute(
            """
            UPDATE NoticeNumberCounters
               SET NextCounter = NextCounter + @count
             WHERE OrganizationFiscalCode = @organization
               AND SegregationCode = @segregationCode
            """,
            key
        );
        if (claimed == 0)
        {
            await sql.Execute(
                """
                INSERT INTO NoticeNumberCounters (OrganizationFiscalCode, SegregationCode, NextCounter)
                VALUES (@organization, @segregationCode, @count)
                """,
                key
            );
        }

        var end = await sql.Value<long>(
            """
            SELECT NextCounter
              FROM NoticeNumberCounters
             WHERE OrganizationFiscalCode = @organization
               AND SegregationCode = @segregationCode
            """,
            key
        );
        return end - count;
    }

    private sealed class Block(NoticeNumberCipher cipher)
    {
        public SemaphoreSlim Gate { get; } = new(1);
        public NoticeNumberCipher Cipher { get; } = cipher;
        public long Next { get; set; }
        public long End { get; set; }
    }
}
