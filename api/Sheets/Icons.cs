using Lecce.Riscossione.Api.Pdf;

namespace Lecce.Riscossione.Api.Sheets;

/// <summary>Icons redrawn from the model, because those of pagoPA and Poste Italiane may not be distributed.</summary>
internal static class Icons
{
    /// <summary>Marks a cutting line.</summary>
    public static readonly Shape Scissors = Shape.FromPathData(
        24,
        14,
        """
        M 18.4 3.4 L 18.9 5.4 L 3 12.6 L 0 13 Z
        M 0 1 L 3 1.4 L 18.9 8.6 L 18.4 10.6 Z
        M 24 3.4 C 24 5.28 22.48 6.8 20.6 6.8 C 18.72 6.8 17.2 5.28 17.2 3.4 C 17.2 1.52 18.72 0 20.6 0 C 22.48 0 24 1.52 24 3.4 Z
        M 22.5 3.4 C 22.5 2.35 21.65 1.5 20.6 1.5 C 19.55 1.5 18.7 2.35 18.7 3.4 C 18.7 4.45 19.55 5.3 20.6 5.3 C 21.65 5.3 22.5 4.45 22.5 3.4 Z
        M 24 10.6 C 24 12.48 22.48 14 20.6 14 C 18.72 14 17.2 12.48 17.2 10.6 C 17.2 8.72 18.72 7.2 20.6 7.2 C 22.48 7.2 24 8.72 24 10.6 Z
        M 22.5 10.6 C 22.5 9.55 21.65 8.7 20.6 8.7 C 19.55 8.7 18.7 9.55 18.7 10.6 C 18.7 11.65 19.55 12.5 20.6 12.5 C 21.65 12.5 22.5 11.65 22.5 10.6 Z
        """
    );

    /// <summary>Marks how to pay on a computer or telephone.</summary>
    public static readonly Shape Devices = Shape.FromPathData(
        40,
        25,
        """
        M 2 3 L 24 3 L 24 19 L 2 19 Z
        M 3.5 17.5 L 22.5 17.5 L 22.5 4.5 L 3.5 4.5 Z
        M 0 21 L 26 21 L 24 24 L 2 24 Z
        M 29 3 L 40 3 L 40 24 L 29 24 Z
        M 30.5 22.5 L 38.5 22.5 L 38.5 4.5 L 30.5 4.5 Z
        M 33 20 L 36 20 L 36 21.2 L 33 21.2 Z
        """
    );

    /// <summary>Marks where to pay in person.</summary>
    public static readonly Shape Places = Shape.FromPathData(
        40,
        25,
        """
        M 11 25 C 7.17 18.62 2.5 15.88 2.5 9.5 C 2.5 4.81 6.31 1 11 1 C 15.69 1 19.5 4.81 19.5 9.5 C 19.5 15.88 14.82 18.62 11 25 Z
        M 11 22.4 C 14.15 17.15 18 14.75 18 9.5 C 18 5.63 14.87 2.5 11 2.5 C 7.13 2.5 4 5.63 4 9.5 C 4 14.75 7.85 17.15 11 22.4 Z
        M 13.8 9.5 C 13.8 11.05 12.55 12.3 11 12.3 C 9.45 12.3 8.2 11.05 8.2 9.5 C 8.2 7.95 9.45 6.7 11 6.7 C 12.55 6.7 13.8 7.95 13.8 9.5 Z
        M 30 25 C 27.07 20.12 23.5 17.88 23.5 13 C 23.5 9.41 26.41 6.5 30 6.5 C 33.59 6.5 36.5 9.41 36.5 13 C 36.5 17.88 32.92 20.12 30 25 Z
        M 30 22.4 C 32.25 18.65 35 16.75 35 13 C 35 10.24 32.76 8 30 8 C 27.24 8 25 10.24 25 13 C 25 16.75 27.75 18.65 30 22.4 Z
        M 32.15 13 C 32.15 14.18 31.18 15.14 30 15.14 C 28.82 15.14 27.86 14.18 27.86 13 C 27.86 11.82 28.82 10.86 30 10.86 C 31.18 10.86 32.15 11.82 32.15 13 Z
        """
    );
}
