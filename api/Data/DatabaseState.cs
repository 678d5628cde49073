using System.Data.Common;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Migrations;

namespace Lecce.Riscossione.Api.Data;

/// <summary>The state of the database before a start or <c>check</c> changes anything.</summary>
/// <param name="Applied">The steps of the schema that it has; none when it is new.</param>
internal sealed record DatabaseState(IReadOnlyCollection<long> Applied)
{
    /// <summary>True when nothing was ever stored in it.</summary>
    public bool IsNew => Applied.Count == 0;

    /// <summary>The steps of the schema that the next start applies.</summary>
    public IEnumerable<long> Pending => StepVersions.All.Except(Applied);

    /// <summary>Looks at the database. Readying the machinery of migrations instead would take a good part of a start.</summary>
    /// <exception cref="CannotStart">It is damaged, empty, or of a newer version of the program.</exception>
    /// <exception cref="DbException">It cannot be reached.</exception>
    public static async Task<DatabaseState> Look(Db db, CancellationToken cancellation)
    {
        if (db.Dialect.FindFault() is { } fault)
        {
            throw new CannotStart(fault);
        }

        var applied = db.Dialect.IsMissing ? [] : await ReadSteps(db, cancellation);
        var newer = applied.Except(StepVersions.All).Count();
        return newer == 0
            ? new DatabaseState(applied)
            : throw new CannotStart(
                $"La base dati è di una versione più recente del programma ({newer} passi dello schema sconosciuti a questa): usare quella "
                    + "versione, oppure ripristinare il backup fatto prima dell'aggiornamento."
            );
    }

    private static async Task<IReadOnlyCollection<long>> ReadSteps(Db db, CancellationToken cancellation)
    {
        IReadOnlyCollection<long> applied = [];
        try
        {
            // An administrator may have made an empty database on a server; a file is made only together with its schema.
            if (await db.Dialect.HasSteps(cancellation))
            {
                applied = await db.Read(sql => sql.Rows<long>("SELECT Version FROM VersionInfo"), cancellation);
            }
        }
        catch (DbException failure) when (db.Dialect.IsDamaged(failure))
        {
            throw new CannotStart("La base dati è danneggiata: ripristinarla dall'ultimo backup, insieme al segreto principale.");
        }

        return applied.Count > 0 || db.Dialect.IsShared
            ? applied
            : throw new CannotStart(
                "Il file della base dati non contiene i dati di Riscossione: ripristinarlo dal backup. Se l'installazione è nuova e non ha "
                    + "dati, cancellare il file."
            );
    }
}
