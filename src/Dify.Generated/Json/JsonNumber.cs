using System;
using System.Globalization;
using System.Numerics;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>Turns the number that a reader stands on, whichever type it was read as, into the one that is asked for.</summary>
internal static class JsonNumber
{
    /// <summary>The number as a decimal; null if it is beyond the range of one, or no number at all.</summary>
    public static decimal? ToDecimal(JsonReader reader)
    {
        try
        {
            return reader.Value is BigInteger large ? (decimal)large : Convert.ToDecimal(reader.Value, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
