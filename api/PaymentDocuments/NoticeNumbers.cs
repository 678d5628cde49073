using System.Collections.Concurrent;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.PaymentDocuments;

/// <summary>
/// Hands out notice numbers that nobody can guess from one another. Counters are taken from the database in blocks, so that writers do not
/// queue for them; the 13-digit base is a keyed bijection of the counter. A block that a process leaves unused is lost, which costs nothing.
/// </summary>
internal sealed class NoticeNumbers(Db db, Secrets secrets)
{
    private const int BlockSize = 1_000;

    private readonly ConcurrentDictionary<(FiscalCode Organization, string SegregationCode), Block> blocks = new();

    /// <summary>Takes as many numbers as asked. Call it before a transaction, never inside of one.</summary>
    public async Task<IReadOnlyList<NoticeNumber>> Take(
        FiscalCode organization,
        string segregationCode,
        int count,
        CancellationToken cancellation
    )
    {
        var block = blocks.GetOrAdd((organization, segregationCode), _ => new Block(CipherOf(organization)));
        var numbers = new NoticeNumber[count];
        await block.Gate.WaitAsync(cancellation);
        try
        {
            for (var index = 0; index < count; index++)
            {
                if (block.Next == block.End)
                {
                    block.Next = await ClaimBlock(organization, segregationCode, cancellation);
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

    private Task<long> ClaimBlock(FiscalCode organization, string segregationCode, CancellationToken cancellation) =>
        db.Transact(sql => Claim(sql, organization, segregationCode, BlockSize), cancellation);

    /// <summary>The key by which an organization's counters become numbers.</summary>
    public NoticeNumberCipher CipherOf(FiscalCode organization) => new(secrets.Derive($"notice-numbers:{organization.Value}"));

    /// <summary>Takes counters that nobody else will get, and gives the first of them.</summary>
    public static async Task<long> Claim(Sql sql, FiscalCode organization, string segregationCode, int count)
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
