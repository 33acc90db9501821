/** Forms: titles and labels at most 45 characters, descriptions and placeholders at most 100. */
export const forms = {
  joining: {
    title: 'A partner who goes alongside',
    titleAgain: 'Change your answers',
    zone: {
      label: 'Your time zone',
      description: 'A city is enough, such as Lisbon or Europe/Lisbon',
      placeholder: 'Lisbon',
    },
    languages: { label: 'Languages you like to talk in', placeholder: 'Choose one or more' },
    freeTimes: {
      label: 'When you often have a free hour',
      description: 'On your own clock; a rough idea is fine',
      placeholder: 'Choose the parts of the week that suit you',
    },
    values: {
      label: 'What matters to you',
      description: 'Up to five; you can star one of them in the next step',
      placeholder: 'Choose up to five',
    },
    supportWanted: {
      label: 'Support you would like',
      description: 'What helps when you are working on something',
    },
  },
  styles: {
    title: 'How you work',
    structuredFlexible: { label: 'Plans', description: 'A clear plan, or what the day brings?' },
    drivingReflective: { label: 'Pace', description: 'Push ahead, or think it through first?' },
    visionaryMethodical: { label: 'Picture', description: 'The big picture, or the steps?' },
    placeholder: 'Whatever is closest',
  },
  support: {
    title: 'Support and themes',
    supportOffered: { label: 'Support you like to give', description: 'Whatever comes easily to you' },
    themes: {
      label: 'What you would like to work on',
      description: 'Themes, not goals; those you set together later',
      placeholder: 'Choose as many as fit',
    },
  },
  skills: {
    title: 'Skills',
    skillsOffered: {
      label: 'Skills you could share',
      description: 'Separate them with commas',
      placeholder: 'guitar, spreadsheets',
    },
    skillsSought: {
      label: 'Skills you would like to learn',
      description: 'Separate them with commas',
      placeholder: 'drawing, Python',
    },
    level: { label: 'Where you are with your main theme', placeholder: 'Choose, or leave it open' },
    similarLevelMatters: { label: 'I would like a partner at a similar level' },
  },
  checkIn: {
    title: 'Check in',
    progress: {
      label: 'What moved, however little?',
      description: 'Standing still for a good reason counts too',
      placeholder: 'I wrote the first page',
    },
    blockers: { label: 'Is anything in the way?', placeholder: 'You can leave this empty' },
    feeling: { label: 'How are you, in a word?', placeholder: 'Choose, or leave it open' },
    supportWanted: { label: 'What would help right now?', placeholder: 'Choose, or leave it open' },
    noSupport: 'Nothing, just sharing',
  },
  charter: {
    title: 'Our agreement',
    hint: 'Change whatever does not sound like the two of you',
  },
  vote: {
    title: 'Your vote, sealed',
    choice: {
      label: 'What would you like to do?',
      description: 'Only the result is told, never who chose what',
    },
    energy: { label: 'Your energy these two weeks', placeholder: 'Choose what comes closest' },
    momentum: { label: 'And your momentum', placeholder: 'Choose what comes closest' },
    reason: {
      label: 'Anything you want to note for yourself',
      description: 'Optional, and shown to nobody else',
    },
  },
};
