namespace Dify.Generated;

/// <summary>What is wrong with the value of a variable.</summary>
public enum InputProblemKind
{
    /// <summary>A required variable has no value.</summary>
    Missing,

    /// <summary>The value is not of the type of the variable.</summary>
    WrongType,

    /// <summary>The value is not one of the options of the variable.</summary>
    UnknownOption,

    /// <summary>The text is longer than the variable allows.</summary>
    TooLong,

    /// <summary>A list of files stands where one file is wanted.</summary>
    ListInsteadOfFile,

    /// <summary>One file stands where a list of files is wanted.</summary>
    FileInsteadOfList,

    /// <summary>The list holds more files than the variable allows.</summary>
    TooManyFiles,

    /// <summary>The kind of the file, or the way it is handed over, is not one that the variable allows.</summary>
    FileNotAllowed,

    /// <summary>The app has no such variable. The server would ignore the value without a word.</summary>
    UnknownVariable,

    /// <summary>The file names neither an address nor the UUID that an upload gave, or is of a kind that Dify does not know.</summary>
    FileIncomplete,
}
