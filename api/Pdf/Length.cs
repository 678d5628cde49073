using System.Runtime.InteropServices;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>
/// A length in thousandths of a point (1/72 inch, the default unit of ISO 32000-1, 8.3.2.3). Integers avoid rounding, so that the same drawing
/// gives the same bytes.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Length(int Millipoints) : IComparable<Length>
{
    public static Length Zero => default;

    public static Length Points(decimal points) => new((int)decimal.Round(points * 1000));

    public static Length Mm(decimal mm) => new((int)decimal.Round(mm * 72_000 / 25.4m));

    public static Length Max(Length a, Length b) => a > b ? a : b;

    public static Length Min(Length a, Length b) => a < b ? a : b;

    public int CompareTo(Length other) => Millipoints.CompareTo(other.Millipoints);

    /// <summary>This length times a ratio, rounded down.</summary>
    public Length Times(int numerator, int denominator) => new((int)((long)Millipoints * numerator / denominator));

    public static Length operator +(Length a, Length b) => new(checked(a.Millipoints + b.Millipoints));

    public static Length operator -(Length a, Length b) => new(checked(a.Millipoints - b.Millipoints));

    public static Length operator -(Length a) => new(-a.Millipoints);

    public static Length operator *(Length a, int factor) => new(checked(a.Millipoints * factor));

    public static Length operator /(Length a, int divisor) => new(a.Millipoints / divisor);

    public static bool operator <(Length a, Length b) => a.Millipoints < b.Millipoints;

    public static bool operator >(Length a, Length b) => a.Millipoints > b.Millipoints;

    public static bool operator <=(Length a, Length b) => a.Millipoints <= b.Millipoints;

    public static bool operator >=(Length a, Length b) => a.Millipoints >= b.Millipoints;
}

/// <summary>A rectangle; the origin is the page's upper left corner and <paramref name="Y"/> grows downwards.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Box(Length X, Length Y, Length Width, Length Height)
{
    public Length Right => X + Width;

    public Length Bottom => Y + Height;

    public bool Contains(Box other) => other.X >= X && other.Y >= Y && other.Right <= Right && other.Bottom <= Bottom;

    public bool Overlaps(Box other) => other.X < Right && X < other.Right && other.Y < Bottom && Y < other.Bottom;

    /// <summary>The rectangle reduced by <paramref name="margin"/> on every side.</summary>
    public Box Inset(Length margin) => new(X + margin, Y + margin, Width - (margin * 2), Height - (margin * 2));
}

[StructLayout(LayoutKind.Auto)]
internal readonly record struct PageSize(Length Width, Length Height)
{
    public static PageSize A4 { get; } = new(Length.Mm(210), Length.Mm(297));
}

/// <summary>A colour of the device's RGB space (ISO 32000-1, 8.6.4.3).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Color(byte Red, byte Green, byte Blue)
{
    public static Color Black => default;

    public static Color White { get; } = new(255, 255, 255);
}
